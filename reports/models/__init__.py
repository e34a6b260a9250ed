from reports.models.summary import DailySummary

__all__ = ["DailySummary"]
