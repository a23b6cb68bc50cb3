from django.http import HttpResponse


def refer(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def receipt(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def person_card(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def refer_from_unit(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

