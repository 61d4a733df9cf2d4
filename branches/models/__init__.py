from branches.models.branch import Branch
from branches.models.plan import BranchPlan, PlanTemplate

__all__ = ["Branch", "BranchPlan", "PlanTemplate"]
