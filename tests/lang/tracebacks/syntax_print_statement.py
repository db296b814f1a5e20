# stderr: whole
print "hello"
