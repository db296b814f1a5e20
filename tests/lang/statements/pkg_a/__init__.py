name = "package a"
from . import other
