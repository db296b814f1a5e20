# stderr: whole
import _bad_module
