"""The five modes of the window: Story, Cast, Panels, Pages, Export."""
