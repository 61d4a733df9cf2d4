"""States of the ground floor's rows."""

from flagship.categories import Term


class TemplateState(Term):
    DRAFT = "draft", "草稿", "Draft"
    PUBLISHED = "published", "已发布", "Published"
    RETIRED = "retired", "已停用", "Retired"
