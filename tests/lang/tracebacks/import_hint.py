# stderr: whole
from _names import ordered_pear
