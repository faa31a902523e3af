"""What a .pth archive of torch holds, without torch: names and shapes of its tensors. No program in it is ever run.

Such a file is a zip archive: a pickle that describes tensors, and their numbers in files of their own. A pickle can run
a stranger's program when it is opened, so this reader knows the few names that describe tensors and refuses all others.
"""

import io
import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from charabook.engine.models.headers import TensorEntry, TensorTable
from charabook.errors import BadInput, Damaged, KnownError, Unavailable

_ZIP = b"PK\x03\x04"
_MAX_PICKLE_BYTES = 32 * 2**20
_WRAPPERS = ("state_dict", "model_state", "model", "module", "ema")
"""Keys under which trainers put the weights."""

_BYTES = {
    "DoubleStorage": 8,
    "FloatStorage": 4,
    "BFloat16Storage": 2,
    "HalfStorage": 2,
    "LongStorage": 8,
    "IntStorage": 4,
    "ShortStorage": 2,
    "CharStorage": 1,
    "ByteStorage": 1,
    "BoolStorage": 1,
}


@dataclass(frozen=True, slots=True)
class _Storage:
    numbers: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    shape: tuple[int, ...]
    storage: _Storage


def is_archive(path: Path) -> bool:
    """Whether a file is an archive as torch writes it, whatever it is called."""
    try:
        with path.open("rb") as file:
            return file.read(4) == _ZIP
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error.strerror}.", "Check its permissions.") from error


def read_archive(path: Path) -> tuple[TensorTable, dict[str, tuple[int, ...]]]:
    """The parts of an archive that hold numbers, and the shapes of its tensors. Raises KnownError for anything odd."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            for member in members:
                _refuse_strange(path, member)
            described = next((one for one in members if PurePosixPath(one.filename).name == "data.pkl"), None)
            if described is None:
                raise not_weights(path)
            tensors = unwrapped(path, _described(path, archive.read(described)), _Tensor)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise partial(path) from error
    for tensor in tensors.values():
        if math.prod(tensor.shape) > tensor.storage.numbers:
            # Strides of zero make a huge tensor out of one number.
            raise Damaged(f"{path.name} claims more numbers than it holds.", "Download it again from its own page.")
    return TensorTable(path=path, tensors=_numbers(members)), {name: one.shape for name, one in tensors.items()}


def unwrapped(path: Path, tree: Any, kind: type[Any]) -> dict[str, Any]:
    """The tensors of an archive by name, out of whatever they are wrapped in."""
    for wrapper in _WRAPPERS:
        if isinstance(tree, dict) and isinstance(tree.get(wrapper), dict):
            tree = tree[wrapper]
    if not isinstance(tree, dict) or not tree:
        raise not_weights(path)
    if not all(isinstance(name, str) and isinstance(tensor, kind) for name, tensor in tree.items()):
        raise BadInput(f"{path.name} holds other things beside weights.", "Choose the file of the model itself.")
    return tree


def _numbers(members: list[zipfile.ZipInfo]) -> Mapping[str, TensorEntry]:
    return {
        member.filename: TensorEntry(dtype="U8", shape=(), start=member.header_offset, size=member.file_size)
        for member in members
        if "/data/" in member.filename
    }


def _refuse_strange(path: Path, member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename)
    is_pickle = name.name == "data.pkl"
    if (name.suffix in {".pkl", ".py"} and not is_pickle) or "code" in name.parts[:-1]:
        raise program(path)
    if member.compress_type != zipfile.ZIP_STORED or (is_pickle and member.file_size > _MAX_PICKLE_BYTES):
        raise BadInput(f"{path.name} is no weight file as torch writes it.", "Download it from its own page.")
    if member.header_offset + member.file_size > path.stat().st_size:
        raise partial(path)


# ---------------------------------------------------------------------------------------------- the pickle


class _Describer(pickle.Unpickler):
    """Reads descriptions of tensors, and nothing else."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """The stand-in for one of the few names that may occur."""
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return OrderedDict
        if module_name == "torch._utils" and global_name == "_rebuild_tensor_v2":
            return _tensor
        if module_name == "torch._utils" and global_name == "_rebuild_parameter":
            return _parameter
        if module_name == "torch" and global_name in _BYTES:
            return global_name
        raise pickle.UnpicklingError(global_name)

    def persistent_load(self, pid: Any) -> Any:
        """The stand-in for a file of numbers."""
        kind, storage, _, _, numbers = pid
        if kind != "storage" or storage not in _BYTES or not _is_whole(numbers):
            raise pickle.UnpicklingError("storage")
        return _Storage(numbers)


def _tensor(storage: Any, offset: Any, shape: Any, *_: Any) -> _Tensor:
    if not isinstance(storage, _Storage) or not isinstance(shape, tuple) or not all(map(_is_whole, (offset, *shape))):
        raise pickle.UnpicklingError("tensor")
    return _Tensor(shape, storage)


def _parameter(tensor: Any, *_: Any) -> Any:
    return tensor


def _is_whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**48


def _described(path: Path, content: bytes) -> Any:
    try:
        return _Describer(io.BytesIO(content)).load()
    except pickle.UnpicklingError as error:
        raise program(path) from error
    except (
        ValueError,
        TypeError,
        IndexError,
        KeyError,
        AttributeError,
        EOFError,
        MemoryError,
        RecursionError,
    ) as error:
        raise partial(path) from error


# ---------------------------------------------------------------------------------------------- refusals


def partial(path: Path) -> Damaged:
    """The error for a file that ends early or is scrambled."""
    return Damaged(
        f"{path.name} is damaged or incomplete.", "Download it again; the download goes on where it stopped."
    )


def program(path: Path) -> KnownError:
    """The error for a file that holds more than weights."""
    what = f"{path.name} holds something else than weights, which could be a stranger's program."
    return BadInput(what, "Use the safetensors version of this model.")


def not_weights(path: Path) -> KnownError:
    """The error for a file without weights."""
    return BadInput(f"{path.name} holds no weights.", "Choose the file of the model itself.")
