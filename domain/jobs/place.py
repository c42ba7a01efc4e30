"""A stage together with its pipeline."""

from dataclasses import dataclass

from domain.pipelines.model import Pipeline, Stage


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job stands, or goes."""

    pipeline: Pipeline
    stage: Stage
