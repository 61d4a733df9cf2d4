"""Files served to the browser, named by their content so that they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_OUR_MODULE = r"""(?P<matched>import (?P<names>\{[^}]*\}) from "(?P<url>\./[^"]+)";)"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """With the addresses inside our own scripts, too: a module that imports another asks for the very file it was
    made with. Django's own way of doing it trips over what packages bring along."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_OUR_MODULE, 'import %(names)s from "%(url)s";'),)),
    )
