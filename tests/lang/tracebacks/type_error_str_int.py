# stderr: whole
age = 5
print("age: " + age)
