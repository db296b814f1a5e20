# An exception thrown into a generator, handled there.
def worker(log):
    while True:
        try:
            job = yield log
            log.append(job)
        except ValueError as error:
            log.append(str(error))
log = []
w = worker(log)
next(w)
w.send("job")
w.throw(ValueError("oops"))
w.send("again")
try:
    w.throw(KeyError("fatal"))
except KeyError as e:
    kept = e
state = w.gi_frame is None
del w
kept = None
print(log, state)
