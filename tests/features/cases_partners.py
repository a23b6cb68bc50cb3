"""The cases about initiatives and their partners; ``cases`` has them with all the others."""

from datetime import time

from traedesten.domain.initiatives import InitiativeMove
from traedesten.domain.schedules import Regular
from traedesten.tenancy.models import User

OF_PARTNERS = {
    "partners.start_initiative": lambda s, role: {
        "owner": User.objects.get(pk=s.world.coordinator.user_id),
        "name": "Havedag",
        "theme": "garden",
    },
    "partners.edit_initiative": lambda s, role: {"initiative": s.initiative, "name": "Kolonihaven"},
    "partners.move_initiative": lambda s, role: {"initiative": s.initiative, "move": InitiativeMove.DROP},
    "partners.add_partner": lambda s, role: {"initiative": s.initiative, "name": "Skolen"},
    "partners.remove_partner": lambda s, role: {"partner": s.partner},
    "partners.add_step": lambda s, role: {"initiative": s.initiative, "what": "Find et køkken"},
    "partners.mark_step": lambda s, role: {"step": s.initiative_step, "is_done": True},
    "partners.renew_follow_link": lambda s, role: {"initiative": s.initiative},
    "partners.open_initiative": lambda s, role: {
        "initiative": s.initiative,
        "regular": Regular("weekly", 1, time(14), time(16)),
        "kind": "practice",
        "size": "small",
    },
}
