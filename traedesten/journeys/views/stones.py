from django.http import HttpResponse


def lay_stone(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def stone(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def choose(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def settle(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def leave(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def tell_offer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

