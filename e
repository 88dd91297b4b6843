error: cannot read `f.yaml`: there is no such file or folder
