from django.http import HttpResponse


def day(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def evening(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

