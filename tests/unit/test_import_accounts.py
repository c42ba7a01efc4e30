from hypothesis import given, strategies as st

from domain.accounts.import_accounts import read_accounts
from domain.accounts.model import AccountType

HEAD = "Account Name,Account Type,Account ID,Tags,Assigned Team Members,Preparer,Contact First Name,Contact Last Name,Contact Email,Notify,SSN/EIN (last 4),Notes\r\n"
TEAM = ["Ana Silva", "Bo Chen"]


def test_rows_of_one_account_become_one_account_with_several_contacts() -> None:
    text = (
        "\ufeff"
        + HEAD
        + '"Novák, Sven",Individual,N2,"VIP, Sales tax",ana silva; Bo Chen,Bo Chen,Sven,Novák,sven@x.example,yes,1234,"Line one\nline ""two"""\r\n'
        + '"Novák, Sven",Individual,N2,VIP,,,Zoë,Novák,,no,,=HYPERLINK("x")\r\n'
    )
    found = read_accounts(text, TEAM)
    [account] = found.accounts
    assert (account.name, account.type, account.number) == ("Novák, Sven", AccountType.INDIVIDUAL, "N2")
    assert (account.tags, account.members) == (["VIP", "Sales tax"], TEAM)
    assert account.roles == {"Preparer": "Bo Chen"}
    assert account.notes == 'Line one\nline "two"'
    assert [(one.first_name, one.notified) for one in account.contacts] == [("Sven", True), ("Zoë", False)]
    assert found.left_out == ["SSN/EIN (last 4)"]
    assert found.rows == 2


def test_bad_rows_are_told_by_number_and_reason_and_the_rest_goes_in() -> None:
    text = (
        HEAD
        + ",Individual,X1,,,,A,B,a@x.example,,,\r\n"
        + "Good One,Company,G1,,,,A,,a@x.example,,,\r\n"
        + "Bad Mail,Company,G2,,,,A,B,not-a-mail,,,\r\n"
        + "Bad Member,Company,G3,,Nobody Known,,A,B,,,,\r\n"
        + ",,,,,,,,,,,\r\n"
        + "Other Kind,Trust,,,,,,Only Last,,,,\r\n"
    )
    found = read_accounts(text, TEAM)
    assert [(bad.row, bad.code) for bad in found.bad_rows] == [
        (2, "account_name_missing"),
        (4, "email_invalid"),
        (5, "member_unknown"),
    ]
    assert [(one.name, one.type) for one in found.accounts] == [
        ("Good One", AccountType.COMPANY),
        ("Other Kind", AccountType.OTHER),
    ]
    assert found.accounts[1].contacts[0].first_name == "Only Last"


def test_a_name_that_no_account_can_have_stays_out() -> None:
    found = read_accounts(HEAD + "x" * 201 + ",Individual,,,,,,,,,,\n", TEAM)
    assert [bad.code for bad in found.bad_rows] == ["account_name_too_long"]


@given(st.text(max_size=400))
def test_any_text_is_read_or_told(text: str) -> None:
    found = read_accounts(HEAD + text.replace("\x00", ""), TEAM)
    assert all(account.name for account in found.accounts)
