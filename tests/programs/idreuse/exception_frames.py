# Does the second object get the place of the first?
def fail():
    here = [1, 2, 3]
    raise ValueError('x')
def frame_of():
    try:
        fail()
    except ValueError as error:
        return id(error.__traceback__.tb_next.tb_frame), id(error)
one = frame_of()
two = frame_of()
print(one[1] == two[1], one[0] == two[0])
kept = None
try:
    fail()
except ValueError as error:
    kept = error
print(id(kept) == one[1], id(kept.__traceback__.tb_next.tb_frame) == one[0])
kept = None
print(frame_of()[1] == one[1])
