"""What a person sees and what a tap means, whatever the channel: Screen, Button, Action."""
