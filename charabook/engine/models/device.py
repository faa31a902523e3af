"""The device that draws: CUDA, then Apple's MPS, then the CPU; and how much memory it has."""

import os

import psutil
import torch

from charabook.engine.models.memory import DeviceKind, Machine
from charabook.errors import BadInput, Unavailable


def choose_device() -> torch.device:
    """The best device here, or the one that the variable CHARABOOK_DEVICE names."""
    chosen = os.environ.get("CHARABOOK_DEVICE", "")
    if chosen:
        return _chosen_device(chosen)
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def _chosen_device(name: str) -> torch.device:
    try:
        device = torch.device(name)
        kind = DeviceKind(device.type)
    except (RuntimeError, ValueError) as error:
        what = f"CHARABOOK_DEVICE is “{name[:40]}”, which is no device."
        raise BadInput(what, "Set it to cuda, cuda:1, mps or cpu, or remove it.") from error
    present = {
        DeviceKind.CUDA: torch.cuda.is_available(),
        DeviceKind.MPS: torch.backends.mps.is_available(),
        DeviceKind.CPU: True,
    }
    if not present[kind]:
        what = f"CHARABOOK_DEVICE asks for {name}, which this machine or this build of torch does not have."
        raise Unavailable(what, "Remove the variable, or install the driver and a torch that knows the device.")
    return device


def machine_of(device: torch.device) -> Machine:
    """The memory that is free on `device` and beside it."""
    host = psutil.virtual_memory().available
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return Machine(kind=DeviceKind.CUDA, device_bytes=free, host_bytes=host)
    if device.type == "mps":
        free = torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
        return Machine(kind=DeviceKind.MPS, device_bytes=min(free, host), host_bytes=host)
    return Machine(kind=DeviceKind.CPU, device_bytes=host, host_bytes=host)


def total_bytes(device: torch.device) -> int:
    """All memory of the device, used or not."""
    if device.type == "cuda":
        return int(torch.cuda.get_device_properties(device).total_memory)
    return int(psutil.virtual_memory().total)


def device_name(device: torch.device) -> str:
    """What people call the device."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return "Apple GPU" if device.type == "mps" else f"{psutil.cpu_count(logical=False) or 1} CPU cores"


def forget_unused() -> None:
    """Give memory that nothing uses any more back to the device."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
