package org.shuke.catalog.stock;

import java.util.UUID;

/// What a movement is about: the order that it is set aside for, the shipment that takes it.
///
/// @param type the record's type
public record Subject(String type, UUID id) {}
