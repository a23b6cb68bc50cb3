from django.http import HttpResponse


def front(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def my_sites(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def staff(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def site(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

