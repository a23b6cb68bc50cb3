from django.http import HttpResponse


def offers(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def add_offer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def offer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def edit_offer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def find(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

