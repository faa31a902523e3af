"""Keeps finished pictures in the project: the picture, its masks and everything that is needed to make it again."""

import json
import time
from dataclasses import asdict

from charabook.engine.requests import ClipRequest, Done, FigureOutcome, IdentityRequest, PanelRequest
from charabook.engine.wire import request_to_json
from charabook.queue.jobs import Job, JobKind
from charabook.studio.mask_boxes import mask_boxes
from charabook.studio.moving_takes import clip_table
from projects import records
from projects.editing import Edit
from projects.project import Project
from projects.records import AssetHash, LookId, PanelId, TakeEditId, TakeId

UPSCALE = "upscale"
"""The kind of a `TakeEdit` that holds a take's picture enlarged for print."""


class TakeRecorder:
    """Writes what the engine has drawn into one project. A take bears its job's id, so none is recorded twice."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def is_recorded(self, job: Job) -> bool:
        """Whether the picture of this job is in the project."""
        kind = records.TakeEdit if job.kind is JobKind.UPSCALE else records.Take
        return self._project.find(kind, job.id) is not None

    def record(self, job: Job, done: Done) -> None:
        """Keep a picture with its asset in one step, even if its panel or look is gone by now."""
        if self.is_recorded(job):
            return
        with self._project.aside(f"Draw {job.title}") as edit:
            if job.kind is JobKind.UPSCALE:
                self._insert_enlarged(edit, job, done)
            else:
                self._insert_take(edit, job, done)

    def _insert_take(self, edit: Edit, job: Job, done: Done) -> None:
        assert isinstance(job.request, PanelRequest | IdentityRequest | ClipRequest)
        seen = [(figure, edit.add_asset(figure.mask_png)) for figure in done.figures]
        asked = job.request.figures if isinstance(job.request, PanelRequest) else ()
        held = {figure.identity.look_id: figure.likeness.value for figure in asked}
        kept: dict[str, object] = {
            "figures": [_seen(figure, mask) | {"likeness": held.get(figure.look_id, "")} for figure, mask in seen]
        }
        beside = [mask for _, mask in seen]
        if done.clip is not None:
            video = edit.add_asset(done.clip.video, done.clip.mime)
            kept |= clip_table(done.clip, video)
            beside.append(video)
        edit.insert(
            records.Take(
                id=TakeId(job.id),
                panel=PanelId(job.subject) if job.kind in (JobKind.PANEL, JobKind.CLIP) else None,
                look=LookId(job.subject) if job.kind is JobKind.LOOK else None,
                asset=edit.add_asset(done.image_png),
                masks_json=json.dumps(kept),
                mask_assets=tuple(dict.fromkeys(beside)),
                request_json=request_to_json(job.request),
                model=job.request.model,
                model_revision=done.model_revision,
                seed=job.request.sampling.seed,
                width_px=done.width_px,
                height_px=done.height_px,
                timings_json=json.dumps([asdict(timing) for timing in done.timings]),
                notes="\n".join(done.notes),
                created_s=time.time(),
            )
        )

    def _insert_enlarged(self, edit: Edit, job: Job, done: Done) -> None:
        edit.insert(
            records.TakeEdit(
                id=TakeEditId(job.id),
                take=TakeId(job.subject),
                kind=UPSCALE,
                asset=edit.add_asset(done.image_png),
                created_s=time.time(),
            )
        )


def _seen(figure: FigureOutcome, mask: AssetHash) -> dict[str, object]:
    boxes = mask_boxes(figure.mask_png)
    return {
        "look": figure.look_id,
        "mask": mask,
        "matched": figure.matched,
        "mean_similarity": figure.mean_similarity,
        "box": boxes and boxes.figure,
        "head": boxes and boxes.head,
    }
