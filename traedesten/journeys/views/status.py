from django.http import HttpResponse


def status(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def enter(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

