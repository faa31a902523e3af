"""Models: what a folder or file holds, whether it may be used and fits, and how it gets into memory.

`headers`, `family`, `folders`, `licences`, `memory`, `places` and `descriptions` read file headers only and know no
torch; `opening` and what it calls load weights and belong to the engine process. Nothing here touches the network
except `download`, which runs only when the user asks for it.
"""
