"""Keep former slugs and the hierarchy true, whoever changes a term."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from wellread.vocabulary.hierarchy import check_acyclic, rebuild
from wellread.vocabulary.models import FormerSlug, Term


@receiver(pre_save, sender=Term)
def remember_former_slug(instance: Term, raw: bool, **kwargs: Any) -> None:
    if raw or not instance.pk:
        return
    before = Term.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if before and before != instance.slug:
        FormerSlug.objects.update_or_create(facet=instance.facet, slug=before, defaults={"term": instance})
    FormerSlug.objects.filter(facet=instance.facet, slug=instance.slug).delete()


@receiver(post_save, sender=Term)
@receiver(post_delete, sender=Term)
def rebuild_hierarchy(raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        rebuild()


@receiver(m2m_changed, sender=Term.parents.through)
def keep_hierarchy(instance: Term, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    if action == "pre_add" and pk_set:
        others = Term.objects.filter(pk__in=pk_set)
        if reverse:
            for child in others:
                check_acyclic(child, [*child.parents.all(), instance])
        else:
            check_acyclic(instance, [*instance.parents.all(), *others])
    if action in {"post_add", "post_remove", "post_clear"}:
        rebuild()
