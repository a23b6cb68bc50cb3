"""Pages about offers: keeping the list, answering for an offer, finding one, and telling how it was."""
