"""How pipelines and their parts are stored."""

from domain.pipelines.model import Automation, CustomStatus, Pipeline, PipelineRevision, Stage
from persistence.pipelines.tables import automations, pipeline_revisions, pipelines, stages, statuses
from persistence.repository import Store

PIPELINES = Store(Pipeline, pipelines)
STAGES = Store(Stage, stages)
STATUSES = Store(CustomStatus, statuses)
AUTOMATIONS = Store(Automation, automations)
REVISIONS = Store(PipelineRevision, pipeline_revisions)
