"""Files served to the browser, named by their content so that they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """With the addresses inside scripts, too: a module that imports another one asks for the very file it was made
    with."""

    support_js_module_import_aggregation = True
