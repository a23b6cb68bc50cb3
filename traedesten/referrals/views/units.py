from django.http import HttpResponse


def units(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def renew_link(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def close(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def card(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

