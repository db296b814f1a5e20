# stderr: whole
undefined_name
