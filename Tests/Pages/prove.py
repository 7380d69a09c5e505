def report(site):
    pass
