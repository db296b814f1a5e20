# Which results of operations on int are one of the operands itself.
V=[0,1,-1,2,-2,300,-300,2**30-1,2**30,-2**30,2**31,2**45+3,-2**45-3,2**60,-2**60,2**63,-2**63,2**64+5,10**30,-10**30,10**31,-10**31,2**100,-2**100,2**100-1]
O=(('add',lambda a,b:a+b),('sub',lambda a,b:a-b),('mul',lambda a,b:a*b),('fd',lambda a,b:a//b),('mod',lambda a,b:a%b),('and',lambda a,b:a&b),('or',lambda a,b:a|b),('xor',lambda a,b:a^b),('shl',lambda a,b:a<<(b%64)),('shr',lambda a,b:a>>(b%64)),('divmod0',lambda a,b:divmod(a,b)[0]),('divmod1',lambda a,b:divmod(a,b)[1]),('abs',lambda a,b:abs(a)),('pos',lambda a,b:+a),('roundn',lambda a,b:round(a,-2)),('pow3',lambda a,b:pow(a,1,10**40)),('pow1',lambda a,b:a**1))
for a in V:
    for b in V:
        for n,f in O:
            try: v=f(a,b)
            except ZeroDivisionError: continue
            if (v is a or v is b) and not -6<v<257: print(n,a,b,v is a, v is b)
M=2**30
for a in (0,5,300,-300,M-1,-(M-1),M,-M,M+1,-M-1,10**20,-10**20,-1,-6):
    print(a, [(n, (a>>n) is a) for n in (0,1,31,100) if (a>>n) is a], [(n, (a<<n) is a) for n in (0,1) if (a<<n) is a])
