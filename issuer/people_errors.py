"""What can go wrong with accounts, sign-in, links, members and API keys."""

from issuer import errors


class SignInRefusedError(errors.UnauthenticatedError):
    """The address and the password do not belong together; which of them is wrong is not said."""

    english = "The e-mail address or the password is wrong."
    polish = "Adres e-mail lub hasło są nieprawidłowe."


class ApiKeyRefusedError(errors.UnauthenticatedError):
    """The API key is unknown, expired or revoked; which of these is not said."""

    english = "This API key is not valid: it is unknown, has expired or was revoked."
    polish = "Ten klucz API nie działa: jest nieznany, wygasł albo został unieważniony."


class PasswordRefusedError(errors.InvalidInputError):
    """The password is not good enough; the fault says why."""

    english = "Choose another password."
    polish = "Wybierz inne hasło."


class LinkUnusableError(errors.NotFoundError):
    """The link is unknown, used, replaced or expired; which of these is not said."""

    english = "This link does not work: it was used, replaced by a newer one, or it expired."
    polish = "Ten link nie działa: został użyty, zastąpiony nowszym albo wygasł."


class MemberNotFoundError(errors.NotFoundError):
    """Nobody of that id works for the caller's organisation."""

    english = "There is no member {id} in your organisation."
    polish = "W Twojej organizacji nie ma osoby {id}."


class InvitationNotFoundError(errors.NotFoundError):
    """There is no open invitation of that id in the caller's organisation."""

    english = "There is no open invitation {id}."
    polish = "Nie ma otwartego zaproszenia {id}."


class ApiKeyNotFoundError(errors.NotFoundError):
    """The caller's organisation has no API key of that id."""

    english = "There is no API key {id}."
    polish = "Nie ma klucza API {id}."


class LastAdministratorError(errors.ConflictError):
    """An organisation without an administrator could never get one again."""

    english = "An organisation needs an administrator. Make somebody else one first."
    polish = "Organizacja musi mieć administratora. Najpierw nadaj tę rolę komuś innemu."


class AlreadyMemberError(errors.ConflictError):
    """Whoever is invited works for the organisation already."""

    english = "This person is already a member. Change their roles instead."
    polish = "Ta osoba już należy do organizacji. Zmień jej role."


class HasAdministratorError(errors.ConflictError):
    """Operators let nobody into an organisation that has an administrator."""

    english = "This organisation has an administrator already, who invites everybody else."
    polish = "Ta organizacja ma już administratora; to on zaprasza pozostałe osoby."


class AccountExistsError(errors.ConflictError):
    """There is an account with the address of an invitation; it is not taken over by a link."""

    english = "There is already an account with this address. Sign in, then open the link again."
    polish = "Konto z tym adresem już istnieje. Zaloguj się i otwórz link ponownie."


class GrantTooWideError(errors.ForbiddenError):
    """A program may not give away more than it has itself."""

    english = "An API key cannot give rights that it does not have itself."
    polish = "Klucz API nie może nadawać uprawnień, których sam nie ma."


class ForeignSiteError(errors.ForbiddenError):
    """A request that changes something came from a page of another site."""

    english = "This request came from another site and was refused. Reload the page and try again."
    polish = (
        "Żądanie przyszło z innej strony i zostało odrzucone. Odśwież stronę i spróbuj ponownie."
    )


class FormOutdatedError(errors.ForbiddenError):
    """A form was sent without the token of the session in which it was shown."""

    english = "This form is out of date, and nothing was changed. Reload the page and try again."
    polish = (
        "Formularz jest nieaktualny i nic nie zostało zmienione. Odśwież stronę i spróbuj ponownie."
    )


class ProviderRefusedError(errors.UnauthenticatedError):
    """What the OpenID Connect provider sent does not hold; `check` names what failed."""

    english = "Signing in with your organisation's account did not succeed ({check}). Try again."
    polish = "Logowanie kontem organizacji nie powiodło się ({check}). Spróbuj ponownie."


class ProviderUnavailableError(errors.UnavailableError):
    """The OpenID Connect provider does not answer."""

    english = "The sign-in service of your organisation does not answer. Try again later."
    polish = "Usługa logowania Twojej organizacji nie odpowiada. Spróbuj później."


class ProviderNotConfiguredError(errors.NotFoundError):
    """This installation has no OpenID Connect provider."""

    english = "Signing in with an account of another service is not set up here."
    polish = "Logowanie kontem z innej usługi nie jest tu włączone."


class IdentityUnknownError(errors.UnauthenticatedError):
    """The account at the provider belongs to nobody here (rule 30)."""

    english = (
        "This account is not connected to anybody here. Sign in with your password and connect it,"
        " or open your invitation."
    )
    polish = (
        "To konto nie jest tu z nikim połączone. Zaloguj się hasłem i połącz je albo otwórz swoje"
        " zaproszenie."
    )


class IdentityTakenError(errors.ConflictError):
    """The account at the provider belongs to somebody else here."""

    english = "This account is already connected to somebody else."
    polish = "To konto jest już połączone z inną osobą."
