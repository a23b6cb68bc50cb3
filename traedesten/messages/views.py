from django.http import HttpResponse


def wordings(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def wording(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

