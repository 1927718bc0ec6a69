"""Words of the libraries that our pages show and that have no Vietnamese there: gathered here, translated with ours.

Never called: the list makes `scripts/messages.py` keep them in the catalogues, which come before the libraries' own.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

ALLAUTH = (
    _("Authenticator code"),
    _("Backup key"),
    _("Code"),
    _("Current Password"),
    _(
        "Enabling passwordless operation allows you to sign in using just this key, but imposes additional requirements"
        " such as biometrics or PIN protection."
    ),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Key nr. {number}"),
    _("Master key"),
    _("New Password"),
    _("New Password (again)"),
    _("Password"),
    _("Password successfully changed."),
    _("Passwordless"),
    _("Please type your current password."),
    _("The username and/or password you specified are not correct."),
    _("This account is currently inactive."),
    _("Too many failed login attempts. Try again later."),
    _("Use a security key"),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("Username"),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
    _("You have signed out."),
    _("You must type the same password each time."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("A new set of recovery codes has been generated."),
    _("Security key added."),
    _("Security key removed."),
)
DJANGO = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
)
