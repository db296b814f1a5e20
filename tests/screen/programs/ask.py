name = input("What is your name? ")
print("Hello", name)
age = int(input("And your age? "))
print(age + 1)
