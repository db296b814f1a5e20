# stderr: whole
class = 5
