"""The released method written out literally: one dense additive mask, every token of every block kept.

Slow and simple on purpose; it shares no code with the engine. It exists to be compared with.
"""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from diffusers.models.embeddings import apply_rotary_emb
from diffusers.models.transformers.transformer_flux import FluxAttnProcessor


@dataclass
class Bank:
    k: dict[tuple[int, int], torch.Tensor] = field(default_factory=dict)
    v: dict[tuple[int, int], torch.Tensor] = field(default_factory=dict)
    o: dict[tuple[int, int], torch.Tensor] = field(default_factory=dict)
    mask: torch.Tensor = field(default_factory=lambda: torch.zeros(0))


class World:
    """Everything that the processors of one run read and write."""

    def __init__(self) -> None:
        self.step = 0
        self.save: Bank | None = None
        self.fg: Bank | None = None
        self.bg: Bank | None = None
        self.share = False
        self.merge = 0.0
        self.mask = torch.zeros(0)
        self.id_tokens = self.frame_tokens = torch.zeros(0, dtype=torch.long)
        self.similarity = torch.zeros(0)
        self.text = 0
        self.real = 0
        self.b = 0
        self.maps: list[tuple[torch.Tensor, torch.Tensor]] = []
        self.features: dict[int, torch.Tensor] = {}


class Processor(FluxAttnProcessor):
    def __init__(self, world: World, index: int) -> None:
        super().__init__()
        self.w, self.index = world, index

    def __call__(
        self,
        attn: Any,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: torch.Tensor | None = None,
        image_rotary_emb: Any = None,
    ) -> Any:
        if encoder_hidden_states is not None:
            return super().__call__(attn, hidden_states, encoder_hidden_states, attention_mask, image_rotary_emb)
        w, key = self.w, (self.index, self.w.step)
        split = lambda x: x.unflatten(-1, (-1, attn.head_dim))  # noqa: E731
        q = attn.norm_q(split(attn.to_q(hidden_states)))
        k = attn.norm_k(split(attn.to_k(hidden_states)))
        v = split(attn.to_v(hidden_states))
        if w.save is not None:
            w.save.k[key], w.save.v[key] = k[:, w.text :], v[:, w.text :]
        q = apply_rotary_emb(q, image_rotary_emb, sequence_dim=1)
        k = apply_rotary_emb(k, image_rotary_emb, sequence_dim=1)
        a = torch.einsum("bihd,bjhd->bhij", q[:, w.text :], k[:, : w.real]).softmax(-1).sum(1)[0]
        w.maps.append((a[:, : w.b].mean(-1), a[:, w.b :].mean(-1)))
        out = self.attend(q, k, v, image_rotary_emb)
        w.features[self.index] = out[0, w.text :].clone()
        if w.save is not None:
            w.save.o[key] = out[:, w.text :].clone()
        if w.share and w.fg is not None and self.index % 2 == 0 and w.merge > 0:
            for i, j in zip(w.id_tokens.tolist(), w.frame_tokens.tolist(), strict=True):
                s = w.merge * w.similarity[j]
                out[0, w.text + j] = (1 - s) * out[0, w.text + j] + s * w.fg.o[key][0, i]
        return out

    def attend(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, rope: Any) -> torch.Tensor:
        w, key = self.w, (self.index, self.w.step)
        length = q.shape[1]
        keys, values = [k], [v]
        columns = [torch.zeros(length, length)]
        fg_rows = torch.cat([torch.zeros(w.text, dtype=torch.bool), w.mask]) if w.mask.numel() else None
        if w.share and w.fg is not None and self.index % 2 == 0 and len(w.frame_tokens):
            at = w.text + w.frame_tokens
            keys.append(apply_rotary_emb(w.fg.k[key][:, w.id_tokens], (rope[0][at], rope[1][at]), sequence_dim=1))
            values.append(w.fg.v[key][:, w.id_tokens])
            column = torch.full((length, len(at)), -math.inf)
            column[fg_rows] = 0
            columns.append(column)
        if w.share and w.bg is not None and (w.bg.mask & ~w.mask).any():
            tokens = (w.bg.mask & ~w.mask).nonzero()[:, 0]
            at = w.text + tokens
            keys.append(apply_rotary_emb(w.bg.k[key][:, tokens], (rope[0][at], rope[1][at]), sequence_dim=1))
            values.append(w.bg.v[key][:, tokens])
            column = torch.full((length, len(at)), -math.inf)
            column[torch.cat([torch.zeros(w.text, dtype=torch.bool), ~w.mask])] = 0
            columns.append(column)
        ks, vs, mask = torch.cat(keys, 1), torch.cat(values, 1), torch.cat(columns, 1)
        scores = torch.einsum("bihd,bjhd->bhij", q, ks) / math.sqrt(q.shape[-1]) + mask
        return torch.einsum("bhij,bjhd->bihd", scores.softmax(-1), vs).flatten(2, 3)


class Reference:
    def __init__(self, transformer: Any, config: Any, grid: Any, schedule: Any, *, merge: bool) -> None:
        self.t, self.s, self.merge = transformer, schedule, merge
        self.h, self.wd = height, width = grid
        sch = FlowMatchEulerDiscreteScheduler.from_config(config)
        n = height * width
        mu = 0.5 + (1.15 - 0.5) * (n - 256) / (4096 - 256)
        sch.set_timesteps(sigmas=np.linspace(1, 1 / schedule.steps, schedule.steps).tolist(), mu=mu)
        self.sigma = sch.sigmas
        ids = [[0, r, c] for r in range(height) for c in range(width)]
        self.ids = torch.tensor(ids, dtype=torch.float32)
        self.w = World()
        self.old = dict(transformer.attn_processors)
        index = {name: int(name.split(".")[1]) for name in self.old}
        transformer.set_attn_processor({name: Processor(self.w, index[name]) for name in self.old})

    def close(self) -> None:
        self.t.set_attn_processor(self.old)

    def run(self, x: torch.Tensor, i: int, prompt: Any) -> torch.Tensor:
        c = prompt.conditioning
        w = self.w
        w.step, w.text, w.real, w.b = i, c.text.shape[1], prompt.real_length, prompt.background_length
        w.maps, w.features = [], {}
        with torch.no_grad():
            return self.t(
                hidden_states=x,
                timestep=self.sigma[i].reshape(1),
                guidance=None if c.guidance is None else torch.tensor([c.guidance]),
                pooled_projections=c.pooled,
                encoder_hidden_states=c.text,
                txt_ids=torch.zeros(w.text, 3),
                img_ids=self.ids,
                return_dict=False,
            )[0]

    def mask(self) -> torch.Tensor:
        bg = torch.stack([m[0] for m in self.w.maps]).mean(0)
        fg = torch.stack([m[1] for m in self.w.maps]).mean(0)
        set_, h, wd = (bg <= fg).reshape(self.h, self.wd), self.h, self.wd
        near = lambda m, r, c, d: [  # noqa: E731
            m[y, x] for y in range(max(0, r - d), min(h, r + d + 1)) for x in range(max(0, c - d), min(wd, c + d + 1))
        ]
        eroded = torch.tensor([[all(near(set_, r, c, 1)) for c in range(wd)] for r in range(h)])
        return torch.tensor([[any(near(eroded, r, c, 2)) for c in range(wd)] for r in range(h)]).flatten()

    def pair(self, identity: Bank, mask: torch.Tensor) -> None:
        total = 0
        for index, own in self.w.features.items():
            other = identity.o[(index, self.s.match_at)][0]
            total = total + (own / own.norm(dim=-1, keepdim=True)) @ (other / other.norm(dim=-1, keepdim=True)).T
        best, arg = (total / len(self.w.features)).max(-1)
        ok = (best > self.s.threshold) & mask & identity.mask[arg]
        self.w.similarity, self.w.frame_tokens, self.w.id_tokens = best, ok.nonzero()[:, 0], arg[ok]

    def identity(self, x: torch.Tensor, prompt: Any) -> tuple[torch.Tensor, Bank]:
        self.w.save = bank = Bank()
        self.w.share = False
        for i in range(self.s.steps):
            v = self.run(x, i, prompt)
            if i == self.s.match_at:
                bank.mask = self.mask()
            x = x + (self.sigma[i + 1] - self.sigma[i]) * v
        self.w.save = None
        return x, bank

    def frame(
        self, start: torch.Tensor, prompt: Any, identity: Bank, scene: Bank | None, save: Bank | None = None
    ) -> dict[str, Any]:
        w, s = self.w, self.s
        w.fg, w.bg, w.merge = None, scene, 0.0
        x, got = start, {}
        for i in range(s.match_at + 1):
            w.share = s.share_from <= i < s.share_until
            v = self.run(x, i, prompt)
            w.mask = self.mask()
            if i == s.match_at:
                got["prerun"] = x - self.sigma[i] * v
                self.pair(identity, w.mask)
            x = x + (self.sigma[i + 1] - self.sigma[i]) * v
        got.update(prerun_mask=w.mask, prerun_pairs=(w.frame_tokens, w.id_tokens))
        w.fg, w.save, x = identity, save, start
        for i in range(s.steps):
            w.share = s.share_from <= i < s.share_until
            w.merge = self.weight(i) if self.merge else 0.0
            v = self.run(x, i, prompt)
            if i <= s.match_at:
                w.mask = self.mask()
            if i == s.match_at:
                self.pair(identity, w.mask)
            x = x + (self.sigma[i + 1] - self.sigma[i]) * v
        w.save = None
        if save is not None:
            save.mask = ~w.mask
        got.update(latents=x, mask=w.mask, pairs=(w.frame_tokens, w.id_tokens), similarity=w.similarity)
        return got

    def weight(self, i: int) -> float:
        s = self.s
        if s.merge_from <= i < s.merge_decay_from:
            return 0.8
        if s.merge_decay_from <= i < s.merge_until:
            k = i - s.merge_decay_from
            return 0.8 * 0.5 * (1 + math.cos(math.pi * k / (s.merge_until - s.merge_decay_from)))
        return 0.0
