from django.http import HttpResponse


def board(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

