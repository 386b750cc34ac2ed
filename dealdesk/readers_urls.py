"""Where the customer's readers come in: by a token, to one file. No other address of the desk is meant for them."""

from django.urls import path

from quotes.views import readers

app_name = "readers"
urlpatterns = [
    path("<str:token>/", readers.reader, name="reader"),
    path("<str:token>/pages/<int:page>.jpg", readers.reader_picture, name="reader_picture"),
    path("<str:token>/file/", readers.reader_file, name="reader_file"),
]
