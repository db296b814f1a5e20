total = 3
print(total
print("end")
