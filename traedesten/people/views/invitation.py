from django.http import HttpResponse


def enter(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def accept(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

