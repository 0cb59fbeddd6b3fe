"""govcrawl: the open-source inspector of Chinese government websites."""

__version__ = "0.1.0"
