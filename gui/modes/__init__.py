"""The modes of the window that need no folder of their own: Story, Cast, Pages, Export."""
