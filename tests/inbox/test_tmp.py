from inbox.store import Store
from mail_servers import MailServer
import smtplib, pytest

def test_s(store: Store) -> None:
    assert store.mails() == []

@pytest.mark.parametrize("replies", [{}, {"DATA":"drop"}, {"RCPT":"550 no"}, {"QUIT":"421 bye"}, {"MAIL": "drop"}])
def test_m(mail_server: MailServer, replies) -> None:
    mail_server.replies.update(replies)
    try:
        with smtplib.SMTP("127.0.0.1", mail_server.port) as s:
            s.sendmail("a@b.c", ["x@y.z"], "Subject: x\n\nhello")
    except Exception as e:
        print(repr(e))
    print(mail_server.messages)
