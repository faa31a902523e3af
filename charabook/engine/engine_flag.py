"""What a frozen program is called with when it starts itself once more as its engine: known before anything is read."""

ENGINE_FLAG = "--engine-process"
