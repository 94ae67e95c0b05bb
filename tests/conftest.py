"""What holds for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.config import Config
from reader.paths import Paths
from reader.session import Session

# A busy machine is no failure.
settings.register_profile("dushu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dushu")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache whose dictionary index is built once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def engine(shared_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A session with the real dictionaries, for tests that keep nothing."""
    places = tmp_path_factory.mktemp("engine")
    return Session(Paths(places / "data", places / "config", shared_cache), Config())


@pytest.fixture
def session(shared_cache: Path, tmp_path: Path) -> Session:
    """A session with the real dictionaries and a notebook of its own."""
    return Session(Paths(tmp_path / "data", tmp_path / "config", shared_cache), Config())
