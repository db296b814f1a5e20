# stderr: whole
raise SystemExit("leaving with a message")
