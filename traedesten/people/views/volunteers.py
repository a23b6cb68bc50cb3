from django.http import HttpResponse


def volunteers(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def invite(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def volunteer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def invite_again(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def end_membership(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def picture(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

