"""The engine: consistent characters on FLUX, one identity KV cache for each character look.

torch and diffusers live in this room and nowhere else. The rest of the house knows `charabook.engine.requests`
(frozen records, the `Engine` protocol) and `charabook.engine.client` (the engine process seen from outside);
neither imports torch.
"""
