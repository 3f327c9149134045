"""What runs inside a function's process. The standard library only, and nothing else of Nuage.

These modules are imported while the process waits for a function, and then forgotten
(`main.forget_ourselves`), so that `import nuage` fails in a function as it does on AWS.
"""
