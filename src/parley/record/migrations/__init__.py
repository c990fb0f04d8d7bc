"""Changes of the desk's tables, one file each in ``versions``, from the first version on."""
