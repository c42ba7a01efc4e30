from pathlib import Path

from typer.testing import CliRunner

from domain.accounts.custom_field import FieldType
from domain.accounts.import_accounts import read_accounts
from domain.accounts.imported_account import ImportedAccount
from domain.accounts.save_custom_field import CreateCustomField, create_custom_field
from domain.accounts.store_import import store_account
from tests.builders import World

TEXT = (
    "Account Name,Account Type,Account ID,Tags,Preparer,Contact First Name,Contact Last Name,Contact Email,Notify,City\n"
    "Rossi,Individual,R1,VIP,Olive Owner,Rita,Rossi,rita@x.example,yes,Salem\n"
    "Rossi,Individual,R1,Extension,,Remo,Rossi,,no,Salem\n"
    "No Number,Company,,,,,,,,\n"
)


async def imported(world: World, text: str = TEXT) -> list[bool]:
    found = read_accounts(text, [world.owner.name])
    return [await store_account(account, world.uow(), world.context()) for account in found.accounts]


async def test_importing_twice_makes_nothing_twice(world: World) -> None:
    assert await imported(world) == [True, True]
    assert await imported(world) == [False, False]
    assert await imported(world, TEXT.replace("Remo", "Rocco")) == [False, False]
    async with world.uow() as uow:
        rossi = await uow.accounts.known_as("R1", "", "")
        assert rossi is not None
        contacts = [link.contact_id for link in await uow.account_contacts.of_account(rossi.id)]
        names = [contact.first_name for contact in await uow.contacts.many(contacts)]
        tags = [tag.name for tag in await uow.tags.all()]
        [role] = await uow.account_roles.all()
    assert sorted(names) == ["Remo", "Rita", "Rocco"]
    assert tags == ["Extension", "VIP"]
    assert rossi.roles == {str(role.id): [str(world.owner.id)]}
    assert rossi.address == "Salem"
    assert rossi.version == 2


async def test_what_an_account_has_in_its_fields_is_kept_and_what_it_lacks_comes_in(world: World) -> None:
    made = CreateCustomField(name="Staff", type=FieldType.NUMBER)
    staff = await create_custom_field(made, world.uow(), world.context())
    for text, expected in (("12", 12), ("13", 12)):
        found = read_accounts(f"Account Name,Staff\nAcme,{text}\n", [], fields=[staff])
        [account] = found.accounts
        await store_account(ImportedAccount.from_view(account.view()), world.uow(), world.context())
        async with world.uow() as uow:
            stored = await uow.accounts.known_as(None, "Acme", "other")
        assert stored is not None
        assert stored.custom_fields == {str(staff.id): expected}


async def test_the_command_tells_bad_rows(world: World, database_url: str, tmp_path: Path) -> None:
    import asyncio

    from cli.main import app

    name = f"Import & Co {world.firm.id}"
    async with world.uow() as uow:
        (await uow.firms.current()).name = name
        await uow.commit()
    file = tmp_path / "accounts.csv"
    file.write_text(TEXT + ",Company,,,,,,,,\n")
    arguments = ["import", "accounts", str(file), "--firm", name]
    environment = {"DATABASE_URL": database_url}
    result = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=environment)
    assert "row 5 stays out: The account has no name." in result.output, result.output
    assert result.exit_code == 3
    async with world.uow() as uow:
        assert await uow.accounts.known_as(None, "no number", "company") is not None
